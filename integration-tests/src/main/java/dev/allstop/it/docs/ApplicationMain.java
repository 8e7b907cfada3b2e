package dev.allstop.it.docs;

/** Stands for the reader's application where only the command line that starts it is tried. */
public final class ApplicationMain {

    private ApplicationMain() {
    }

    public static void main(String[] args) {
        // nothing, so that whatever is printed comes from the agent
    }
}
