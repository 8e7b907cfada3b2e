package dev.allstop.core.fleet;

import dev.allstop.core.report.NodeStatus;

/**
 * A member as one node sees it.
 *
 * @param status  what it said last; only name, and incarnation if known, when it has not spoken
 * @param spoken  whether it has said anything of itself
 * @param present whether it is there now
 * @param left    whether it is known to have said goodbye after it had drained
 */
record MemberSight(NodeStatus status, boolean spoken, boolean present, boolean left) {
}
