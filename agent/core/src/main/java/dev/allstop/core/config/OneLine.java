package dev.allstop.core.config;

/** Makes text from outside fit to be quoted in a message of one line, on a terminal that obeys control characters. */
public final class OneLine {

    private static final int LONGEST = 80;

    private OneLine() {
    }

    /** Control and formatting characters become {@code ?}, what is longer than 80 characters is cut. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** As {@link #of(String)} with another length. */
    public static String of(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
        for (int at = 0; at < text.length(); at++) {
            if (line.length() >= longest) {
                line.setLength(longest - 1);
                return line.append('…').toString();
            }
            char next = text.charAt(at);
            line.append(isPrintable(next) ? next : '?');
        }
        return line.toString();
    }

    private static boolean isPrintable(char character) {
        if (character < ' ' || character >= 0x7f && character <= 0x9f) {
            return false;
        }
        int type = Character.getType(character);
        return type != Character.FORMAT && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR;
    }
}
