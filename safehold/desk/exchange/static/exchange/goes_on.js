// SPDX-FileCopyrightText: The Safehold contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
// Goes on with an import by itself, a little after each step, while its page is in sight.
"use strict";
const form = document.querySelector("form[data-goes-on]");
const goOn = () => { if (document.visibilityState === "visible") form.requestSubmit(); };
setTimeout(goOn, 600);
document.addEventListener("visibilitychange", () => setTimeout(goOn, 600));
