// SPDX-FileCopyrightText: The Safehold contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Seals or opens standard input with the npm package age-encryption, for test_age_interop.py.
// Arguments: the package's entry file, a verb, and a recipient, identity or passphrase.
import { readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [entry, verb, key] = process.argv.slice(2);
const { Decrypter, Encrypter, identityToRecipient } = await import(pathToFileURL(entry).href);

async function seal(prepare) {
  const encrypter = new Encrypter();
  prepare(encrypter);
  return encrypter.encrypt(readFileSync(0));
}

async function open(prepare) {
  const decrypter = new Decrypter();
  prepare(decrypter);
  return decrypter.decrypt(readFileSync(0));
}

const verbs = {
  seal: () => seal((encrypter) => encrypter.addRecipient(key)),
  open: () => open((decrypter) => decrypter.addIdentity(key)),
  recipient: async () => new TextEncoder().encode(await identityToRecipient(key)),
  "seal-passphrase": () =>
    seal((encrypter) => {
      encrypter.setScryptWorkFactor(14);
      encrypter.setPassphrase(key);
    }),
  "open-passphrase": () => open((decrypter) => decrypter.addPassphrase(key)),
};

const output = await verbs[verb]();
for (let written = 0; written < output.length; ) {
  written += writeSync(1, output, written);
}
