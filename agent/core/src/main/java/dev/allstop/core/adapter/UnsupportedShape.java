package dev.allstop.core.adapter;

/** A library does not look as its adapter needs it; the message names the missing member. */
public final class UnsupportedShape extends Exception {

    private static final long serialVersionUID = 1;

    public UnsupportedShape(String message) {
        super(message);
    }
}
