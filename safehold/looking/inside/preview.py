# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Something to look at that was made anew: pixels, a poster, a voice, or words. Never the file's own bytes."""

from collections.abc import Callable

from safehold.looking.inside import images
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import Detected, detect
from safehold.looking.inside.telling import NotUnderstood, Tell


def work(content: bytes, asked: Asked, tell: Tell) -> None:
    """Tell what it is, then make what can be looked at."""
    detected = detect(content)
    tell.facts(media_type=detected.media_type, kind=detected.kind, size=len(content))
    work_on = WAYS.get(detected.kind)
    if work_on is None:
        raise NotUnderstood("nothing-to-see")
    work_on(content, detected, asked, tell)


def _show_image(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    image = images.open_image(content, detected.media_type, asked.pixels)
    frames = images.count_frames(image)
    tell.facts(width=image.width, height=image.height, pages=frames, made_by=images_version())
    if 0 < asked.first_page < frames:
        try:
            image.seek(asked.first_page)
        except images.BROKEN:
            raise NotUnderstood from None
    images.prepare_small(image, asked.longest_side)
    shown = images.shrink(images.load(image), asked.longest_side)
    tell.output("preview", "image/jpeg", images.write_jpeg(shown))
    tell.output("thumbnail", "image/jpeg", images.write_jpeg(images.shrink(shown, images.THUMBNAIL)))


def images_version() -> str:
    import PIL

    return f"Pillow {PIL.__version__}"


def _show_pdf(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    from safehold.looking.inside import pdfs, words

    with pdfs.Drawn(content) as drawn:
        tell.facts(pages=drawn.count, made_by=pdfs.drawn_by())
        text = ""
        for number in range(asked.first_page, min(asked.first_page + asked.pages, drawn.count)):
            page = drawn.draw(number, asked.longest_side)
            tell.output(f"page-{number + 1}", "image/jpeg", images.write_jpeg(page))
            if number == asked.first_page:
                small = images.shrink(page, images.THUMBNAIL)
                tell.output("thumbnail", "image/jpeg", images.write_jpeg(small))
            text += drawn.read_words(number) + "\n"
    words.tell_text(text.strip(), tell)


def _show_sound(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    from safehold.looking.inside import media

    media.show(content, detected, asked, tell)


def _show_document(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    from safehold.looking.inside import documents

    documents.show(content, detected, asked, tell)


def _show_words(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    from safehold.looking.inside import chats, words

    text = words.decode(content)
    if chat := chats.read(text, detected.media_type):
        tell.facts(kind="chat", chat=chat)
    else:
        words.tell_text(words.without_markup(text) if detected.media_type == "text/html" else text, tell)


def _show_chat(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    from safehold.looking.inside import chats

    chat = chats.read_archive(content, asked.unpacked_bytes)
    if chat is None:
        raise NotUnderstood("nothing-to-see")
    tell.facts(chat=chat)


WAYS: dict[str, Callable[[bytes, Detected, Asked, Tell], None]] = {
    "image": _show_image,
    "pdf": _show_pdf,
    "audio": _show_sound,
    "video": _show_sound,
    "office": _show_document,
    "text": _show_words,
    "chat": _show_chat,
}
