package dev.allstop.core.control;

/** Answers requests; any thread, may wait for as long as the request asks it to. */
public interface ControlHandler {

    /** Never throws for what the request holds: whatever is wrong with it is answered. */
    ControlReply answer(ControlRequest request);
}
