package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;

/**
 * Around a method of {@code active.on}: a server that was gone is back, perhaps during a hold, and its start must not
 * undo the quiet.
 */
final class Activation implements HookHandler {

    private final String kind;
    private final Servers servers;
    private final Quieting quieting;

    Activation(String kind, Servers servers, Quieting quieting) {
        this.kind = kind;
        this.servers = servers;
        this.quieting = quieting;
    }

    @Override
    public Object enter(Object self, Object[] arguments) {
        servers.constructed(kind, self);
        servers.started(self);
        return self;
    }

    @Override
    public void exit(Object token, Object self, Object returned, Throwable thrown) throws Throwable {
        JobServer server = servers.find(self);
        if (server != null && server.gate().isClosed() && !server.isEnded()) {
            quieting.quiet(self);
            // A resume in between has found nothing to undo.
            if (!server.gate().isClosed()) {
                quieting.resume(self);
            }
        }
    }
}
