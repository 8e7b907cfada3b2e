package dev.allstop.core.config;

/** An option that is unknown or cannot be read. The message is one line that says what to write instead. */
public final class OptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    OptionException(String message) {
        super(message);
    }
}
