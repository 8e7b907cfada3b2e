package dev.allstop.demohost.proof;

/**
 * One statement that was put to the test.
 *
 * @param statement what should be true
 * @param evidence  what was found, for a reader who wants to check it
 */
record Check(boolean holds, String statement, String evidence) {

    @Override
    public String toString() {
        return "   " + (holds ? "PASS" : "FAIL") + "  " + statement + "  (" + evidence + ")";
    }
}
