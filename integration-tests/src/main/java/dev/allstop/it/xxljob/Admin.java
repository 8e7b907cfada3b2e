package dev.allstop.it.xxljob;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands where the admin of XXL-JOB is, which is not to be had from Maven Central: speaks its protocol with executors, over
 * HTTP on the loopback address, and does nothing else that the admin does.
 */
final class Admin {

    private static final String SUCCESS = "{\"code\":200}";
    private static final Pattern SUCCEEDED = Pattern.compile("\"code\"\\s*:\\s*200\\b");
    private static final Pattern LOG_ID = Pattern.compile("\"logId\"\\s*:\\s*(\\d+)");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong logIds = new AtomicLong();
    private final Map<Long, Runnable> outstanding = new ConcurrentHashMap<>();
    private final HttpServer server;

    Admin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/api/callback", this::callback);
        server.createContext("/api/", this::registry);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /**
     * Sends a trigger.
     *
     * @param ended run when the executor has reported its end
     * @return whether the executor took it
     */
    boolean run(int port, int jobId, String parameters, Runnable ended) {
        long logId = logIds.incrementAndGet();
        outstanding.put(logId, ended);
        String request = "{\"jobId\":" + jobId + ",\"executorHandler\":\"" + Executor.HANDLER + "\",\"executorParams\":\""
                + parameters + "\",\"executorBlockStrategy\":\"SERIAL_EXECUTION\",\"executorTimeout\":0,\"logId\":" + logId
                + ",\"logDateTime\":" + System.currentTimeMillis() + ",\"glueType\":\"BEAN\",\"glueSource\":\"\","
                + "\"glueUpdatetime\":0,\"broadcastIndex\":0,\"broadcastTotal\":1}";
        boolean taken = call(port, "run", request);
        if (!taken) {
            outstanding.remove(logId);
        }
        return taken;
    }

    /** Whether the executor would take one. */
    boolean beat(int port) {
        return call(port, "beat", "");
    }

    private boolean call(int port, String what, String body) {
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/" + what))
                    .header("XXL-JOB-ACCESS-TOKEN", Executor.ACCESS_TOKEN)
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            return SUCCEEDED.matcher(answer.body()).find();
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void callback(HttpExchange exchange) throws IOException {
        Matcher logIds = LOG_ID.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        answer(exchange);
        while (logIds.find()) {
            Runnable ended = outstanding.remove(Long.valueOf(logIds.group(1)));
            if (ended != null) {
                ended.run();
            }
        }
    }

    private void registry(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(exchange);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] answer = SUCCESS.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
