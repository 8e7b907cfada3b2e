package dev.allstop.it.executor;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.SubjectMXBean;
import dev.allstop.it.subject.SubjectMain;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * A web application whose requests need everything that has a pool of its own: Tomcat's threads, a connection of Hikari's,
 * the JDK's HTTP client, the common pool, the timer of {@code CompletableFuture}. Does one request for each line on
 * standard input, and has one pool that runs jobs.
 */
public final class ForeignPoolsMain {

    private ForeignPoolsMain() {
    }

    public static void main(String[] args) throws Exception {
        ScheduledExecutorService jobs = Executors.newScheduledThreadPool(2, NamedThreads.of("jobs"));
        jobs.scheduleAtFixedRate(new LedgerTask("tick", 0), 0, 100, TimeUnit.MILLISECONDS);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:requests");
        config.setMinimumIdle(0);
        HikariDataSource connections = new HikariDataSource(config);
        int port = serve(connections);
        HttpClient client = HttpClient.newHttpClient();
        SubjectMain.register(ScheduledPool.class.getName(), SubjectMXBean.NAME);
        System.out.println("ready");
        Scanner orders = new Scanner(System.in);
        for (int request = 1; orders.hasNextLine(); request++) {
            orders.nextLine();
            String body = client.sendAsync(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
                    BodyHandlers.ofString()).thenApplyAsync(answer -> answer.body(), ForkJoinPool.commonPool())
                    .get(1, TimeUnit.MINUTES);
            System.out.println("answer " + request + " " + body);
        }
        System.exit(0);
    }

    private static int serve(HikariDataSource connections) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "all", new HttpServlet() {
            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                try (Connection connection = connections.getConnection()) {
                    CompletableFuture.supplyAsync(() -> "late",
                            CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS)).get(1, TimeUnit.MINUTES);
                    response.getWriter().print(connection.isValid(1));
                } catch (Exception broken) {
                    throw new IOException(broken);
                }
            }
        });
        context.addServletMappingDecoded("/", "all");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }
}
