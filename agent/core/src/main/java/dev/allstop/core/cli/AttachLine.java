package dev.allstop.core.cli;

import dev.allstop.core.control.ControlReply;
import java.io.IOException;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Talks to an agent through a bean, over the connector that a JVM opens to those who can attach to it. */
final class AttachLine implements AgentLine {

    private final long pid;
    private final MBeanServerConnection connection;

    private AttachLine(long pid, MBeanServerConnection connection) {
        this.pid = pid;
        this.connection = connection;
    }

    /** @throws IOException why it is not possible, in one line */
    static AttachLine open(long pid) throws IOException {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new IOException("there is no such process");
        }
        if (!JvmProcess.isJvm(pid)) {
            // attaching sends a signal that ends whatever is not prepared for it
            throw new IOException("it does not look like a JVM that this user may attach to");
        }
        String address;
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            address = jvm.startLocalManagementAgent();
        }
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        return new AttachLine(pid, connector.getMBeanServerConnection());
    }

    @Override
    public Answer ask(String method, String path, Map<String, String> options, boolean text) throws IOException {
        String string = String.class.getName();
        try {
            String[] answer = (String[]) connection.invoke(new ObjectName("allstop:type=Control"), "request",
                    new Object[] {method, path, AgentLine.encoded(options), text ? ControlReply.TEXT : ControlReply.JSON},
                    new String[] {string, string, string, string});
            return new Answer(Integer.parseInt(answer[0]), answer[1], answer[2], answer[3],
                    answer.length > 4 ? answer[4] : "");
        } catch (InstanceNotFoundException noBean) {
            throw new IOException("the JVM " + pid + " has no agent, or no job server yet");
        } catch (JMException | RuntimeException broken) {
            throw new IOException(broken.toString(), broken);
        }
    }
}
