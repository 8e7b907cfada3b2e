package dev.allstop.core.adapter;

/** The registry as hook handlers see it. Never blocks, never throws. */
public interface Servers {

    /** Registers a job server, once, weakly, by identity; what is constructed during a hold is held at once. */
    void constructed(String kind, Object server);

    /** The server of this object, null if it is not (or no longer) known. */
    JobServer find(Object server);

    /**
     * Whether the calling thread runs a job that a hold waits for, of whichever job server here: what such a job starts is
     * part of it. Takes its time; to be asked at a closed gate only.
     */
    boolean isInHeldJob();

    /** The application started the server (again). */
    void started(Object server);

    /** The application, or an operator, ended the server. */
    void gone(Object server);
}
