package dev.allstop.agent;

import dev.allstop.Allstop;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.management.MBeanServerBuilder;

/** The programs that the forked JVMs run. None of them uses a job server. */
final class HostApplications {

    private HostApplications() {
    }

    static final class SaysHello {
        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }

    static final class Fails {
        public static void main(String[] arguments) {
            throw new IllegalStateException("the application's own failure");
        }
    }

    static final class ExitsWithSeven {
        public static void main(String[] arguments) {
            System.exit(7);
        }
    }

    /** As application servers do: the choice is made in main, and is void when somebody logged before. */
    static final class ChoosesItsLogManager {
        public static final class Chosen extends LogManager {
        }

        public static void main(String[] arguments) {
            System.setProperty("java.util.logging.manager", Chosen.class.getName());
            System.out.println(LogManager.getLogManager().getClass().getSimpleName());
        }
    }

    static final class ChoosesItsMBeanServerBuilder {
        public static final class Chosen extends MBeanServerBuilder {
            public Chosen() {
                System.out.println("Chosen");
            }
        }

        public static void main(String[] arguments) {
            System.setProperty("javax.management.builder.initial", Chosen.class.getName());
            ManagementFactory.getPlatformMBeanServer();
        }
    }

    static final class ListsItsThreads {
        public static void main(String[] arguments) {
            var names = new TreeSet<String>();
            Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
            names.forEach(System.out::println);
        }
    }

    static final class ListsItsSystemProperties {
        public static void main(String[] arguments) {
            new TreeSet<>(System.getProperties().stringPropertyNames()).forEach(System.out::println);
        }
    }

    static final class ShowsItsContextClassLoader {
        public static void main(String[] arguments) {
            System.out.println(Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader());
        }
    }

    /** Prints what it can get at of the names in its arguments: class names, and resource names with a slash. */
    static final class LooksFor {
        public static void main(String[] names) throws Exception {
            for (String name : names) {
                if (name.indexOf('/') >= 0 ? isResource(name) : isClass(name)) {
                    System.out.println(name);
                }
            }
        }

        private static boolean isResource(String name) throws Exception {
            var found = new ArrayList<Object>();
            ClassLoader.getSystemClassLoader().getResources(name).asIterator().forEachRemaining(found::add);
            return !found.isEmpty();
        }

        private static boolean isClass(String name) {
            try {
                Class.forName(name);
                return true;
            } catch (ClassNotFoundException unknown) {
                return false;
            }
        }
    }

    static final class LooksForTheHook {
        public static void main(String[] arguments) {
            try {
                System.out.println(Class.forName("java.lang.AllstopHook").getClassLoader() == null ? "hook" : "impostor");
            } catch (ClassNotFoundException absent) {
                System.out.println("no hook");
            }
        }
    }

    static final class AsksWhetherToStop {
        public static void main(String[] arguments) {
            System.out.println(Allstop.stopRequested());
        }
    }

    /** Lives until its standard input ends, after a line once it is up; looks for the hook at the end. */
    static final class WaitsForInput {
        public static void main(String[] arguments) throws Exception {
            System.out.println("up");
            while (System.in.read() >= 0) {
                continue;
            }
            LooksForTheHook.main(arguments);
        }
    }
}
