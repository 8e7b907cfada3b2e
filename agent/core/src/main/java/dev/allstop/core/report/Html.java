package dev.allstop.core.report;

/** Writes HTML. Whatever comes from outside goes through {@link #text} and can be nothing but text. */
final class Html {

    private final StringBuilder page = new StringBuilder(16_384);

    /** Markup of ours. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Text of anybody's, where an element's content or a quoted attribute's value stands. */
    Html text(String text) {
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            switch (next) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(isText(text, at) ? next : '\ufffd');
            }
        }
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name.split(" ", 2)[0] + ">");
    }

    @Override
    public String toString() {
        return page.toString();
    }

    /** No control character but those of a line, no half of a surrogate pair, nothing that turns the direction of others. */
    private static boolean isText(String text, int at) {
        char next = text.charAt(at);
        if (Character.isHighSurrogate(next)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(next)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return next == '\n' || next == '\t'
                || !Character.isISOControl(next) && Character.getType(next) != Character.FORMAT && next < '\ufffe';
    }
}
