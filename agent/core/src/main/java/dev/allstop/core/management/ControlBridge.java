package dev.allstop.core.management;

import dev.allstop.core.control.ControlHandler;
import dev.allstop.core.control.ControlReply;
import dev.allstop.core.control.ControlRequest;
import dev.allstop.core.control.FormFields;

/** {@link ControlBean} over what the control socket answers. */
final class ControlBridge implements ControlBean {

    private final ControlHandler handler;

    ControlBridge(ControlHandler handler) {
        this.handler = handler;
    }

    @Override
    public String[] request(String method, String path, String options, String accept) {
        ControlReply reply = handler.answer(new ControlRequest(method, path, FormFields.parse(options),
                accept.equals(ControlReply.TEXT)));
        return new String[] {Integer.toString(reply.status()), reply.headers().getOrDefault(ControlReply.VERDICT, ""),
            reply.headers().getOrDefault(ControlReply.NEXT, ""), reply.body(),
            reply.headers().getOrDefault(ControlReply.HOLD, "")};
    }
}
