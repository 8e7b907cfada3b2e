package dev.allstop.core.cli;

import dev.allstop.core.cli.Outcome.Wanted;
import java.io.IOException;
import java.util.Map;

/** One command's talk with the agent it chose: asks, shows the result, ends with the exit code. */
final class Conversation {

    private final FoundAgent agent;
    private final Console console;
    private final OutputOption output;
    private final boolean local;

    Conversation(AllstopCommand allstop, TargetOptions target, OutputOption output) {
        console = allstop.console();
        agent = target.choose(allstop.agents());
        this.output = output;
        local = target.isLocal();
    }

    int look(String path, Map<String, String> options) {
        return tell(() -> agent.line().ask("GET", output.isText() ? path : path + ".json", options, output.isText()),
                Wanted.LOOK);
    }

    int order(String path, Map<String, String> options, Wanted wanted) {
        return tell(() -> agent.line().ask("POST", path, options, output.isText()), wanted);
    }

    int orderAndWatch(String path, Map<String, String> options, Wanted wanted, String interrupted, PageOption page) {
        return tell(() -> {
            Answer answer = new Watch(agent.line(), console, local).order(path, options, output.isText(), interrupted);
            if (!answer.isRefusal()) {
                page.write(agent.line(), answer, console);
            }
            return answer;
        }, wanted);
    }

    private int tell(Question question, Wanted wanted) {
        Answer answer;
        try {
            answer = question.ask();
        } catch (IOException unanswered) {
            throw new CommandFailed(ExitCode.NO_AGENT, agent.describe() + " did not answer: " + unanswered.getMessage()
                    + "; look at allstop status, an order that reached it goes on");
        }
        int exitCode = Outcome.exitCode(answer, wanted);
        console.result(answer.body());
        return exitCode;
    }

    private interface Question {
        Answer ask() throws IOException;
    }
}
