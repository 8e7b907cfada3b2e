package dev.allstop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartupLogTest {

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void captureStderr() {
        System.setErr(new PrintStream(written, true, UTF_8));
    }

    @AfterEach
    void restoreStderr() {
        System.setErr(stderr);
    }

    @Test
    void aRefusalIsToldInItsOwnWords() {
        StartupLog.staysOff(new IllegalArgumentException("unknown option 'tiemout'; did you mean 'timeout'?"));

        assertThat(written()).containsExactly("allstop: unknown option 'tiemout'; did you mean 'timeout'?; Allstop stays off");
    }

    @Test
    void aRefusalOfTheCoreIsUnwrapped() {
        StartupLog.staysOff(new InvocationTargetException(new IllegalStateException("port 7800 is taken")));

        assertThat(written()).containsExactly("allstop: port 7800 is taken; Allstop stays off");
    }

    @Test
    void aSecurityManagerIsNamedWithWhatToGrant() {
        StartupLog.staysOff(new SecurityException("access denied"));

        assertThat(written()).containsExactly("allstop: the security manager of this JVM refuses what an agent needs (access denied): "
                + "grant java.security.AllPermission to allstop.jar in its policy; Allstop stays off");
    }

    @Test
    void anInternalErrorNamesItsClassAndPlace() {
        StartupLog.staysOff(new NullPointerException("x is null"));

        assertThat(written()).singleElement().asString()
                .startsWith("allstop: internal error, please report it: java.lang.NullPointerException: x is null at ")
                .contains("StartupLogTest.java")
                .endsWith("; Allstop stays off");
    }

    @Test
    void aProblemWithoutAMessageIsNotToldAsNull() {
        StartupLog.staysOff(new IllegalStateException());

        assertThat(written()).singleElement().asString().contains("java.lang.IllegalStateException at ");
    }

    @Test
    void aMessageOfManyLinesStaysOnOne() {
        StartupLog.say("one\r\ntwo\nthree");

        assertThat(written()).containsExactly("allstop: one two three");
    }

    @Test
    void aProblemThatCannotBeToldIsSwallowed() {
        StartupLog.staysOff(new IllegalArgumentException() {
            @Override
            public String getMessage() {
                throw new OutOfMemoryError("while building the message");
            }
        });

        assertThat(written()).isEmpty();
    }

    private String[] written() {
        String text = written.toString(UTF_8);
        return text.isEmpty() ? new String[0] : text.split(System.lineSeparator());
    }
}
