package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.AdapterFormat;
import dev.allstop.core.adapter.JobServerAdapter;
import java.io.File;
import java.io.IOException;

/** Files {@code *.adapter} and {@code *.properties} on {@code adapters.path}. */
public final class DeclaredFormat implements AdapterFormat {

    @Override
    public boolean reads(File file) {
        return file.getName().endsWith(".adapter") || file.getName().endsWith(".properties");
    }

    @Override
    public JobServerAdapter read(File file) throws IOException {
        return new DeclaredAdapter(Reader.read(file));
    }
}
