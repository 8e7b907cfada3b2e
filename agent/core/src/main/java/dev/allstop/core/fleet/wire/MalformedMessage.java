package dev.allstop.core.fleet.wire;

/** Bytes that are not a message of this protocol, or one that breaks its bounds. The message is dropped and counted. */
public final class MalformedMessage extends Exception {

    private static final long serialVersionUID = 1;

    MalformedMessage(String what) {
        // no stack trace: a flood of such messages must stay cheap
        super(what, null, false, false);
    }
}
