package dev.allstop.it.subject;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ObjectName;

/** Runs the subject that the argument names until the standard input ends, so that it never outlives its test. */
public final class SubjectMain implements SubjectMXBean {

    private final Subject subject;
    private final List<Subject.Server> servers = new CopyOnWriteArrayList<>();

    private SubjectMain(Subject subject) {
        this.subject = subject;
    }

    public static void main(String[] args) throws Exception {
        register(args[0], NAME);
        untilInputEnds();
    }

    /** Makes the subject and its MBean; called by reflection from outside its class loader. */
    public static void register(String subjectClass, String beanName) throws Exception {
        Subject subject = (Subject) Class.forName(subjectClass).getConstructor().newInstance();
        ManagementFactory.getPlatformMBeanServer().registerMBean(new SubjectMain(subject), new ObjectName(beanName));
    }

    public static void untilInputEnds() throws Exception {
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    /** The server asked for, with this thread looking like one of the application's: JMX has threads without loaders. */
    private Subject.Server server(int number) {
        Thread.currentThread().setContextClassLoader(SubjectMain.class.getClassLoader());
        return servers.get(number);
    }

    @Override
    public synchronized int construct(String name, int workers) throws Exception {
        Thread.currentThread().setContextClassLoader(SubjectMain.class.getClassLoader());
        servers.add(subject.construct(name, workers));
        return servers.size() - 1;
    }

    @Override
    public void start(int server) throws Exception {
        server(server).start();
    }

    @Override
    public void pause(int server) throws Exception {
        server(server).pause();
    }

    @Override
    public void unpause(int server) throws Exception {
        server(server).unpause();
    }

    @Override
    public void shutdown(int server) throws Exception {
        server(server).shutdown();
    }

    @Override
    public void enqueue(int server, String prefix, int count, long millis) throws Exception {
        for (int i = 0; i < count; i++) {
            server(server).enqueue(prefix + "-" + i, millis);
        }
    }

    @Override
    public void repeat(int server, String id, long periodMillis) throws Exception {
        server(server).repeat(id, periodMillis);
    }

    @Override
    public void endRunning() {
        Ledger.endRunning();
    }

    @Override
    public List<String> ledgerAfter(int lines) {
        return Ledger.linesAfter(lines);
    }

    @Override
    public int ledgerSize() {
        return Ledger.size();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
