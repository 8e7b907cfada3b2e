package dev.allstop.it.harness;

import static dev.allstop.it.harness.Patience.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

/** An MBean of Allstop, called as operators' tools call it: by name, with strings only. */
public final class FleetClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MBeanServerConnection connection;
    private final ObjectName bean;

    FleetClient(MBeanServerConnection connection, String bean) {
        this.connection = connection;
        try {
            this.bean = new ObjectName(bean);
        } catch (MalformedObjectNameException broken) {
            throw new IllegalArgumentException(broken);
        }
        await(bean)
                .until(() -> connection.isRegistered(this.bean));
    }

    /**
     * Calls an operation.
     *
     * @return the answer's text
     * @throws RuntimeException what the operation threw, such as an {@link IllegalStateException} with the table
     */
    public String call(String operation, String... arguments) {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        try {
            return (String) connection.invoke(bean, operation, arguments, signature);
        } catch (RuntimeMBeanException thrown) {
            throw thrown.getTargetException();
        } catch (JMException | IOException broken) {
            throw new IllegalStateException(operation + " could not be called", broken);
        }
    }

    /** First line of the answer, or of the exception's message. */
    public String headline(String operation, String... arguments) {
        String text;
        try {
            text = call(operation, arguments);
        } catch (IllegalStateException short_) {
            text = short_.getMessage();
        }
        return text.lines().findFirst().orElse("");
    }

    public Object attribute(String name) {
        try {
            return connection.getAttribute(bean, name);
        } catch (JMException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /**
     * A stop waits for JVMs that are still finding each other; after this, one with a short deadline waits for jobs alone.
     * No job may be due yet.
     */
    public void awaitJoined() {
        await("fleet of " + bean).until(() -> headline("stopAllWithin", "60s"), answer -> answer.startsWith("STOPPED"));
        call("resumeAll");
    }

    /** {@code statusJson()}. */
    public JsonNode json() {
        try {
            return JSON.readTree(call("statusJson"));
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + broken.getMessage(), broken);
        }
    }

    /** All job servers of all nodes. */
    public List<JsonNode> servers() {
        return elements(json().path("nodes")).stream().flatMap(node -> elements(node.path("servers")).stream()).toList();
    }

    /** All running jobs of all nodes. */
    public List<JsonNode> running() {
        return servers().stream().flatMap(server -> elements(server.path("running")).stream()).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
