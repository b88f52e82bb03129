# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding words in cases that the database cannot read. What a token is: safehold/core/blind/SPEC.md.

A room that seals words into a case does two things.

In its AppConfig.ready it says which texts a sealed document of its rows holds, and of which class each is:

    search.actions.register_source(Note, texts_of_note)

    def texts_of_note(document: dict[str, Any]) -> Iterable[FieldText]:
        yield FieldText(FieldClass.WORDS, _("Note"), document["words"])

(`FieldText` comes from `search.rules`; the label, translated lazily, stands above the place that was found.) Through
this, candidates are read before they are shown, and a case gets new tokens when it gets a new key.

Right after it saved such a row, in the same transaction and with the case held, it has the row indexed. What was
written of that row before is replaced:

    search.actions.index_row(unlocked, key, note)

or, without reading the row back, `search.actions.index(unlocked, case.id, note.id, {FieldClass.WORDS: [words]})`.
When a row goes: `search.actions.forget_source(case.id, note.id)`. When a case goes, or moves to another organisation:
`search.actions.forget_case(case.id)`; the other organisation then calls `search.actions.index_case`.

A room can also have its rows found by keys that it makes itself, beside their words: what two ways to write a name
share, say. `search.actions.register_keys("names", Actor, keys_of)`; then `index_row` and all that replaces or ends
tokens keep those too, and `search.queries.find_sharing` returns the cases that share keys.

Whoever may not see a class of fields has no token of it to ask for, and gets no snippet of it.
"""
