package dev.allstop.core;

import dev.allstop.core.adapter.AdapterFormat;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.config.Options;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The operator's own adapters, from the option {@code adapters.path}. Unlike those in the agent's jar they are in no
 * index, so they are made in premain, to learn which classes they hook; nothing of this is loaded while the option is
 * not set. What cannot be read keeps the agent off: an operator who counts on an adapter must not find out at the stop
 * that it is not there.
 */
final class AddedAdapters {

    static final String JAR = ".jar";

    private AddedAdapters() {
    }

    /**
     * In a folder on the path, files of no known kind are left alone.
     *
     * @param kindsInJar kinds that theirs must not have
     * @throws IllegalArgumentException in one line, what cannot be used and why
     */
    static List<JobServerAdapter> read(Options options, List<String> kindsInJar) throws IOException {
        ClassLoader own = AddedAdapters.class.getClassLoader();
        List<AdapterFormat> formats = new ArrayList<>();
        ServiceLoader.load(AdapterFormat.class, own).forEach(formats::add);
        List<JobServerAdapter> adapters = new ArrayList<>();
        List<URL> jars = new ArrayList<>();
        for (File entry : options.adaptersPath()) {
            for (File file : filesOf(entry)) {
                if (file.getName().endsWith(JAR)) {
                    jars.add(url(file));
                } else if (!read(file, formats, adapters) && !entry.isDirectory()) {
                    throw new IllegalArgumentException("option adapters.path: " + file + " is neither a jar with an "
                            + "adapter nor a declared adapter: its name must end in .jar, .adapter or .properties");
                }
            }
        }
        if (!jars.isEmpty()) {
            load(new URLClassLoader(jars.toArray(new URL[0]), own), jars, adapters);
        }
        List<String> kinds = new ArrayList<>(kindsInJar);
        for (JobServerAdapter adapter : adapters) {
            if (kinds.contains(adapter.kind())) {
                throw new IllegalArgumentException("option adapters.path: there are two adapters of the kind \""
                        + adapter.kind() + "\": give yours another");
            }
            kinds.add(adapter.kind());
        }
        options.adapters().refuseUnknown(kinds);
        return adapters;
    }

    private static List<File> filesOf(File entry) {
        File[] files = entry.listFiles(File::isFile);
        if (files == null) {
            return List.of(entry);
        }
        Arrays.sort(files);
        return List.of(files);
    }

    private static boolean read(File file, List<AdapterFormat> formats, List<JobServerAdapter> adapters)
            throws IOException {
        for (AdapterFormat format : formats) {
            if (format.reads(file)) {
                adapters.add(format.read(file));
                return true;
            }
        }
        return false;
    }

    private static URL url(File jar) throws MalformedURLException {
        return jar.getAbsoluteFile().toURI().toURL();
    }

    private static void load(ClassLoader added, List<URL> jars, List<JobServerAdapter> adapters) {
        int before = adapters.size();
        try {
            ServiceLoader.load(JobServerAdapter.class, added).stream()
                    .filter(provider -> provider.type().getClassLoader() == added)
                    .forEach(provider -> adapters.add(provider.get()));
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new IllegalArgumentException("option adapters.path: an adapter in " + jars + " cannot be made: "
                    + broken, broken);
        }
        if (adapters.size() == before) {
            throw new IllegalArgumentException("option adapters.path: no adapter is in " + jars
                    + ": name its class in META-INF/services/" + JobServerAdapter.class.getName());
        }
    }
}
