# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The main job, played over HTTP by two people who know only the pages: a reporter and a caseworker."""

import secrets as randomness

from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.family import FamilyHelper, list_secrets
from safehold.cli.demo.processes import Sites
from safehold.cli.demo.reporter import Reporter
from safehold.cli.demo.traces import Secret

WORDS = "上週三有人打電話給我，說出我妹妹的名字和她工作的學校。他們要我停止參加集會，否則她會有麻煩。"
PHONE = "+1 416 555 0199"
ANSWER = "我可以在星期二下午來。請不要打電話到我家。"
REPLY = "我們收到了您的話，您並不孤單。請先保存通話記錄，我們會一起決定下一步。"
NOTE = "Sister works at a school; do not contact relatives."


class Journey:
    """One report from the phone to the withdrawal of a consent, told as it happens."""

    def __init__(self, sites: Sites, noor: SignIn) -> None:
        self.sites = sites
        self.noor = noor
        self.step = 0

    def tell(self, who: str, what: str) -> None:
        self.step += 1
        print(f"{self.step:2}. {who:8} {what}", flush=True)

    def play(self) -> list[Secret]:
        """Play it and return everything that must have left no trace."""
        files = [
            ("call-record.jpg", b"\xff\xd8\xff\xe0" + randomness.token_bytes(200_000), "image/jpeg"),
            ("錄音.m4a", randomness.token_bytes(300_000), "audio/mp4"),
        ]
        amina = self._report(files)
        noor = self._answer(amina)
        self._return(amina, noor)
        return self._secrets(amina, files)

    def _report(self, files: list[tuple[str, bytes, str]]) -> Reporter:
        amina = Reporter(self.sites.public, "zh-hant")
        size = amina.read_form()
        self.tell("amina", f"opens the form in Traditional Chinese ({size / 1000:.1f} kB before compression)")
        amina.write(words=WORDS, who_did_it=PHONE, consents=["contact", "share-organisation", "compare"])
        self.tell("amina", "reads through what she wrote; nothing is stored yet")
        amina.send()
        self.tell("amina", "sends it and is shown a code of 40 digits and 12 words")
        for name, content, media_type in files:
            amina.add_file(name, content, media_type)
            self.tell("amina", f"adds a file of {len(content):,} bytes, sealed while it is sent")
        return amina

    def _answer(self, amina: Reporter) -> Caseworker:
        noor = FamilyHelper(self.sites.desk, self.noor)
        noor.sign_in()
        self.tell("noor", "signs in with a password and a code; reports are still sealed to her")
        noor.wait_for_report()
        self.tell("noor", "sees one sealed report in the inbox: its age and whether it is urgent, no words")
        noor.unlock()
        self.tell("noor", "unlocks with six words")
        noor.open_report()
        noor.must_read(WORDS)
        noor.must_read(PHONE)
        noor.wait_for_words("call-record.jpg")
        self.tell("noor", "opens the report: it becomes a case with a key of its own; two files are listed")
        noor.add_note(NOTE)
        noor.reply(REPLY)
        self.tell("noor", "writes a note and answers; the answer is signed and sealed to amina's code")
        noor.keep_family()
        self.tell(
            "noor", "says that she is unpaid, and writes a family's file: the year that runs is counted"
        )
        amina.wait_for(REPLY)
        self.tell("amina", "comes back with her code and reads the answer, checked against the desk's key")
        return noor

    def _return(self, amina: Reporter, noor: Caseworker) -> None:
        amina.answer(ANSWER)
        self.tell("amina", "answers")
        noor.wait_for_words(ANSWER)
        self.tell("noor", "reads her answer in the case")
        amina.withdraw("share-organisation")
        self.tell("amina", "withdraws a consent")
        noor.wait_for_withdrawal()
        self.tell("noor", "sees it withdrawn: no share may be made any more")
        noor.sign_out()
        self.tell("noor", "locks and signs out")

    def _secrets(self, amina: Reporter, files: list[tuple[str, bytes, str]]) -> list[Secret]:
        texts = {
            "the words of the report": WORDS[:12],
            "more of the words": WORDS[-14:],
            "the phone number": PHONE,
            "the answer": ANSWER[:14],
            "the reply": REPLY[:14],
            "the note": NOTE,
            "the code in digits": amina.code,
            "the code without spaces": amina.code.replace(" ", ""),
            "the name of a file": "call-record.jpg",
            "the name of another file": "錄音.m4a",
            "the words that unlock": self.noor.passphrase,
            "noor's password": self.noor.password,
        }
        secrets = [Secret(what, text.encode()) for what, text in texts.items()]
        for name, content, _type in files:
            middle = len(content) // 2
            secrets += [
                Secret(f"bytes of {name}", content[:24]),
                Secret(f"bytes inside {name}", content[middle : middle + 24]),
            ]
        return secrets + list_secrets()


def send_first_reports(sites: Sites) -> None:
    """Give a lasting demo something to open: three invented reports, one of them urgent."""
    Reporter(sites.public, "zh-hant").tell_and_send(
        words=WORDS, who_did_it=PHONE, consents=["contact", "compare"]
    )
    Reporter(sites.public, "ug").tell_and_send(
        words="ئۇلار ماڭا تېلېفون قىلىپ، سىڭلىمنىڭ ئەھۋالىنى سورىدى.", hurt_soon="on", consents=["contact"]
    )
    Reporter(sites.public, "fr").tell_and_send(
        words="Une voiture grise attend devant chez moi depuis trois soirs.",
        where="Montréal",
        consents=["contact", "statistics", "share-authorities"],
    )
