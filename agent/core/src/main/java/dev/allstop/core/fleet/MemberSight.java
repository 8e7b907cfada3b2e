package dev.allstop.core.fleet;

import dev.allstop.core.report.NodeStatus;

/**
 * A member as one node sees it.
 *
 * @param status  what it said last; only name, and incarnation if known, when it has not spoken
 * @param spoken  whether it has said anything of itself
 * @param present whether it is there now
 * @param left    whether it is known to have said goodbye after it had drained
 * @param obeying whether it has said, a moment ago, that it carries the holds out which it has not acknowledged yet: gates are
 *                closing, behind which a fetch is still on its way
 */
record MemberSight(NodeStatus status, boolean spoken, boolean present, boolean left, boolean obeying) {

    MemberSight(NodeStatus status, boolean spoken, boolean present, boolean left) {
        this(status, spoken, present, left, false);
    }

    MemberSight asObeying() {
        return new MemberSight(status, spoken, present, left, true);
    }
}
