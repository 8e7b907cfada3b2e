package dev.allstop.it.xxljob;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives each executor the library's classes, with their static fields, to itself, as each of several web applications has. */
final class ApplicationLoader extends URLClassLoader {

    ApplicationLoader() throws MalformedURLException {
        super(classPath(), ApplicationLoader.class.getClassLoader());
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toUri().toURL());
        }
        return entries.toArray(URL[]::new);
    }

    private static boolean isApplications(String name) {
        return name.startsWith("com.xxl.job.") || name.startsWith(ExecutorInLoader.class.getName());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isApplications(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
