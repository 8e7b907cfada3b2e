package dev.allstop.it.web;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/**
 * An embedded Tomcat that deploys the web application in the folder given, takes it away again and, in the end, counts
 * the class loaders that stayed. Does what each line on standard input says.
 */
public final class TomcatMain {

    private final Tomcat tomcat = new Tomcat();
    private final String webapp;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private Context deployed;

    private TomcatMain(String webapp) throws Exception {
        this.webapp = webapp;
        tomcat.setBaseDir(Files.createTempDirectory(Path.of(webapp).getParent(), "tomcat").toString());
        tomcat.getHost();
        tomcat.start();
    }

    public static void main(String[] args) throws Exception {
        TomcatMain main = new TomcatMain(args[0]);
        System.out.println("ready");
        Scanner orders = new Scanner(System.in);
        while (orders.hasNextLine()) {
            main.obey(orders.nextLine());
        }
        System.exit(0);
    }

    private void obey(String order) throws Exception {
        switch (order) {
            case "deploy" -> deploy();
            case "undeploy" -> undeploy();
            default -> System.out.println("leaked " + leaked());
        }
    }

    private void deploy() {
        deployed = new StandardContext();
        deployed.setPath("/app");
        deployed.setDocBase(webapp);
        deployed.addLifecycleListener(new Tomcat.FixContextListener());
        // By name: the class is to be found in the web application only.
        deployed.addApplicationListener("dev.allstop.it.web.WebappScheduler");
        tomcat.getHost().addChild(deployed);
        loaders.add(new WeakReference<>(deployed.getLoader().getClassLoader()));
        System.out.println("deployed " + loaders.size());
    }

    private void undeploy() throws Exception {
        tomcat.getHost().removeChild(deployed);
        deployed = null;
        System.out.println("undeployed " + loaders.size());
    }

    /** Waits as long as the collector may need for what is free to go. */
    private long leaked() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (remaining() > 0 && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(50);
        }
        return remaining();
    }

    private long remaining() {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }
}
