package dev.allstop.core.node;

import dev.allstop.core.registry.RegisteredServer;

/** Told by the node's thread, one call at a time, of job servers that operators can see. */
public interface ServerListener {

    /** It has been described. */
    void appeared(RegisteredServer server);

    /** It ended, or the application dropped it. */
    void gone(RegisteredServer server);
}
