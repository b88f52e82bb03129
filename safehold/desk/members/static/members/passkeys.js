/* SPDX-FileCopyrightText: The Safehold contributors */
/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* When a passkey is cancelled or refused, say so on the page instead of in the console. */
document.addEventListener("allauth.error", function (event) {
  event.preventDefault();
  var words = document.getElementById("passkey_failed");
  if (words) { words.hidden = false; }
});
