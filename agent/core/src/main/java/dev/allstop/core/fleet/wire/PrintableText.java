package dev.allstop.core.fleet.wire;

/** Text that came from elsewhere, made safe to print. */
public final class PrintableText {

    private PrintableText() {
    }

    /** The text with every control character as a space, so that it cannot forge lines of a log or a terminal. */
    public static String of(String text) {
        return text.codePoints().anyMatch(Character::isISOControl)
                ? text.codePoints().map(point -> Character.isISOControl(point) ? ' ' : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                : text;
    }
}
