package dev.allstop.core.cli;

/** What an answer means for the exit code. */
final class Outcome {

    /** What a command is for. */
    enum Wanted {
        LOOK, HOLD, WAIT, RESUME
    }

    private Outcome() {
    }

    /**
     * @param wanted what was asked for
     * @throws CommandFailed for an answer that is no report
     */
    static int exitCode(Answer answer, Wanted wanted) {
        if (answer.isRefusal()) {
            throw new CommandFailed(answer.status() >= 500 ? ExitCode.INTERNAL_ERROR
                    : answer.verdict().equals("REFUSED") && wanted == Wanted.WAIT ? ExitCode.HOLD_ENDED : ExitCode.USAGE,
                    answer.body().stripTrailing());
        }
        boolean asWanted = answer.status() < 400;
        return switch (answer.verdict()) {
            case "NOT_DRAINED" -> asWanted ? ExitCode.DONE : ExitCode.NOT_DRAINED;
            case "INCOMPLETE" -> asWanted ? ExitCode.DONE : ExitCode.INCOMPLETE;
            case "UNCONTROLLED" -> asWanted ? ExitCode.DONE : ExitCode.UNCONTROLLED;
            case "RESUMED" -> wanted != Wanted.RESUME ? ExitCode.HOLD_ENDED : ExitCode.DONE;
            // what a later version may add is no success because we do not know it
            default -> asWanted ? ExitCode.DONE : ExitCode.INTERNAL_ERROR;
        };
    }
}
