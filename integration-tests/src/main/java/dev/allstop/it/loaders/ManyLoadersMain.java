package dev.allstop.it.loaders;

import dev.allstop.it.subject.SubjectMain;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a subject once for every class path given, each in a class loader of its own that shares nothing with the others,
 * as an application server does with its applications. The class path of the JVM itself holds no library.
 */
public final class ManyLoadersMain {

    private ManyLoadersMain() {
    }

    /** Name of the MBean of the subject in this loader, counted from 0. */
    public static String beanName(int loader) {
        return SubjectMXBean.NAME + ",loader=" + loader;
    }

    public static void main(String[] args) throws Exception {
        List<ClassLoader> loaders = new ArrayList<>();
        for (String classPath : Arrays.asList(args).subList(1, args.length)) {
            ClassLoader loader = new URLClassLoader("application-" + loaders.size(), urls(classPath),
                    ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            loader.loadClass(SubjectMain.class.getName()).getMethod("register", String.class, String.class)
                    .invoke(null, args[0], beanName(loaders.size()));
            loaders.add(loader);
        }
        SubjectMain.untilInputEnds();
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
