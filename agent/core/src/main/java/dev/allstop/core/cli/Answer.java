package dev.allstop.core.cli;

/**
 * What an agent answered.
 *
 * @param status  of HTTP
 * @param verdict empty when nothing was ordered
 * @param next    number to ask {@code /events} for next, empty for other questions
 * @param hold    id of the hold that was ordered or awaited, empty without one
 */
record Answer(int status, String verdict, String next, String body, String hold) {

    boolean isRefusal() {
        return status >= 400 && (verdict.isEmpty() || verdict.equals("REFUSED"));
    }
}
