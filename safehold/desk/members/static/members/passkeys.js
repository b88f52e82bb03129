/* SPDX-FileCopyrightText: The Safehold contributors */
/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Connects the buttons of a page with the sign-in library's passkey steps. No script stands in a page itself:
   an element with data-passkey names the step and the ids it works on. When a passkey is cancelled or refused,
   the page says so. */
document.querySelectorAll("[data-passkey]").forEach(function (element) {
  var ids = Object.assign({}, element.dataset);
  delete ids.passkey;
  window.allauth.webauthn.forms[element.dataset.passkey]({ ids: ids });
});
document.addEventListener("allauth.error", function (event) {
  event.preventDefault();
  var words = document.getElementById("passkey_failed");
  if (words) { words.hidden = false; }
});
