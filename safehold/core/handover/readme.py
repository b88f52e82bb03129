# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first thing that somebody reads who was handed a bag. In both languages, whoever they are."""

README_TEXT = """\
EVIDENCE, AND HOW TO CHECK IT                          (le français suit)

What is here
  index.html, index.pdf   what was handed over, to read
  data/items/             each item in a folder: the file as it was received
                          (or a copy that was made of it, which says so),
                          item.json (what is known of it), custody.json (who
                          had it, and what was done with it, row by row)
  timestamps/             time stamps (RFC 3161): what was stamped, the answer
                          of the authority, its root certificates
  heads.json              a hash over all custody of a day
  verify.py               the check
  manifest-sha256.txt and the other files beside it make this a bag (RFC 8493)

How to check it
  You need Python 3.10 or newer and, for the time stamps, the program openssl.
  Unpack the bag, open a terminal in its folder, and type:

      python3 -I verify.py

  "-I" keeps Python from running anything else that lies in the folder.
  It names whatever was changed, taken out, put in, swapped or dated anew.
  It reaches no network and writes nothing.

  Three things make you surer:
  1. Do not run the verify.py that came with the bag. Fetch Safehold from where
     it is published, and run: safehold verify bag FOLDER
  2. Ask the organisation for the fingerprint of this bag, by telephone or in
     another way of your own, and compare it with the one that verify.py shows.
  3. Compare the SHA-256 of each root certificate with the one that the time
     stamping authority publishes.

  By hand: each row in custody.json has as its hash the SHA-256 of its fields
  (without "hash" and "detail") as canonical JSON (RFC 8785): keys sorted, no
  spaces, UTF-8. "detail_sha256" is the same over "detail". A time stamp:
      openssl ts -verify -in response.tsr -data manifest.json -CAfile roots.pem

What it does not show
  Who made a file before it was received, and whether what it shows is true.
  Rows are the word of the organisation; a time stamp is a third party's.

Be careful
  The files are as they were received. They may be harmful to your computer.
  They may put people in danger: keep them closed, and tell nobody who need
  not know.

--------------------------------------------------------------------------

DES PREUVES, ET COMMENT LES VÉRIFIER

Ce qui est ici
  index.html, index.pdf   ce qui a été remis, pour la lecture
  data/items/             un dossier par pièce : le fichier tel qu'il a été
                          reçu (ou une copie qui en a été faite, et qui le
                          dit), item.json (ce qu'on en sait), custody.json
                          (qui l'a eu et ce qui en a été fait, ligne par ligne)
  timestamps/             horodatages (RFC 3161) : ce qui a été horodaté, la
                          réponse de l'autorité, ses certificats racines
  heads.json              une empreinte de toute la garde d'une journée
  verify.py               la vérification
  manifest-sha256.txt et les fichiers à côté en font un sac (RFC 8493)

Comment vérifier
  Il faut Python 3.10 ou plus récent et, pour les horodatages, le programme
  openssl. Décompressez le sac, ouvrez un terminal dans son dossier et tapez :

      python3 -I verify.py

  Avec « -I », Python ne lance rien d'autre de ce qui est dans le dossier.
  Ce qui a été changé, retiré, ajouté, échangé ou redaté est nommé. Rien n'est
  envoyé par le réseau, rien n'est écrit.

  Trois choses rendent plus sûr :
  1. Ne lancez pas le verify.py venu avec le sac. Prenez Safehold là où il est
     publié, et lancez : safehold verify bag DOSSIER
  2. Demandez à l'organisation l'empreinte de ce sac, par téléphone ou par un
     autre moyen à vous, et comparez-la à celle que montre verify.py.
  3. Comparez le SHA-256 de chaque certificat racine à celui que publie
     l'autorité d'horodatage.

Ce que cela ne montre pas
  Qui a fait un fichier avant qu'il soit reçu, ni si ce qu'il montre est vrai.
  Les lignes sont la parole de l'organisation; un horodatage, celle d'un tiers.

Prenez garde
  Les fichiers sont tels qu'ils ont été reçus. Ils peuvent nuire à votre
  ordinateur. Ils peuvent mettre des gens en danger : gardez-les fermés, et
  n'en parlez à personne qui n'a pas à savoir.
"""
