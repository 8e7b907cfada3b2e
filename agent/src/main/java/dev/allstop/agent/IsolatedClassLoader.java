package dev.allstop.agent;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the core and its libraries from the folder {@code allstop/} of the agent's jar. Their class files end in
 * {@code .classdata} there, so that the application, which has the same jar on its class path, can neither load nor find
 * them, whatever versions of Byte Buddy, JGroups or SLF4J it uses itself.
 *
 * <p>The parent is the platform class loader, so nothing of the application is visible from in here. What the jar holds
 * goes before the parent: other agents and {@code -Xbootclasspath/a} put libraries into the boot loader, and theirs must
 * not become ours. For the same reason a resource that the jar holds hides those of the same name further up.
 *
 * <p>Safe for use by many threads; parallel capable. The jar stays open as long as the JVM runs.
 */
final class IsolatedClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String FOLDER = "allstop/";
    private static final String CLASS_IN_JAR = ".classdata";
    private static final String CLASS = ".class";

    private final ZipFile jar;

    IsolatedClassLoader(File agentJar) throws IOException {
        super(platformClassLoader());
        jar = new ZipFile(agentJar);
    }

    /** {@code ClassLoader.getPlatformClassLoader()} without linking to it or reflection: this class is Java 8. */
    private static ClassLoader platformClassLoader() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        while (loader.getParent() != null) {
            loader = loader.getParent();
        }
        return loader;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                ZipEntry own = name.startsWith("java.") ? null : jar.getEntry(FOLDER + name.replace('.', '/') + CLASS_IN_JAR);
                found = own == null ? super.loadClass(name, false) : define(name, own);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    /** In the protection domain of this class, so that the code source of every class in here is the agent's jar. */
    private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
        try {
            byte[] bytes = read(entry);
            return defineClass(name, bytes, 0, bytes.length, IsolatedClassLoader.class.getProtectionDomain());
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] read(ZipEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(open(entry))) {
            byte[] bytes = new byte[(int) entry.getSize()];
            in.readFully(bytes);
            return bytes;
        }
    }

    InputStream open(ZipEntry entry) throws IOException {
        return jar.getInputStream(entry);
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        URL own = findResource(name);
        return own != null ? Collections.enumeration(Collections.singleton(own)) : super.getResources(name);
    }

    @Override
    protected URL findResource(String name) {
        ZipEntry own = resource(name);
        return own == null ? null : ResourceHandler.url(name, own, this);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL own = findResource(name);
        return own != null ? Collections.enumeration(Collections.singleton(own)) : Collections.<URL>emptyEnumeration();
    }

    /** Without the way over a URL, whose classes the start of a JVM can do without. */
    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            ZipEntry own = resource(name);
            return own == null ? super.getResourceAsStream(name) : open(own);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private ZipEntry resource(String name) {
        String nameInJar = name.endsWith(CLASS) ? name.substring(0, name.length() - CLASS.length()) + CLASS_IN_JAR : name;
        ZipEntry entry = jar.getEntry(FOLDER + nameInJar);
        return entry == null || entry.isDirectory() ? null : entry;
    }

    @Override
    public String toString() {
        return "Allstop's class loader";
    }
}
