package dev.allstop.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.zip.ZipEntry;

/**
 * Opens one resource of {@link IsolatedClassLoader} from the jar that the loader holds open. A {@code jar:} URL would go
 * through the JVM-wide cache of jar files, which applications close and switch off (Tomcat does).
 */
final class ResourceHandler extends URLStreamHandler {

    private final ZipEntry entry;
    private final IsolatedClassLoader loader;

    private ResourceHandler(ZipEntry entry, IsolatedClassLoader loader) {
        this.entry = entry;
        this.loader = loader;
    }

    static URL url(String name, ZipEntry entry, IsolatedClassLoader loader) {
        try {
            return new URL("allstop", "", -1, "/" + name, new ResourceHandler(entry, loader));
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {
                connected = true;
            }

            @Override
            public InputStream getInputStream() throws IOException {
                return loader.open(entry);
            }

            @Override
            public long getContentLengthLong() {
                return entry.getSize();
            }
        };
    }
}
