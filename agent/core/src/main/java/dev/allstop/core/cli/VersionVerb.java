package dev.allstop.core.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "version", description = "Shows the version of this jar.")
final class VersionVerb implements Callable<Integer> {

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() throws IOException {
        try (JarFile jar = new JarFile(allstop.agentJar())) {
            allstop.console().result("allstop "
                    + jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
        }
        return ExitCode.DONE;
    }
}
