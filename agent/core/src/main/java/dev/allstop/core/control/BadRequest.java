package dev.allstop.core.control;

/** Bytes that are no request we answer, with what to tell the sender. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    ControlReply reply() {
        return ControlReply.line(status, getMessage());
    }
}
