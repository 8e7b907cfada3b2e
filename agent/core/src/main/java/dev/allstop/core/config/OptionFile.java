package dev.allstop.core.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** The properties file that the option {@code config} names. Apart from the other sources: few JVMs load it in premain. */
final class OptionFile {

    private OptionFile() {
    }

    static void read(String path, OptionValues values) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(new FileInputStream(new File(path)), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw values.refuse(OptionKey.CONFIG, path, "cannot be read (" + OneLine.of(unreadable.toString())
                    + "): write the path of a properties file that this user may read");
        }
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            if (values.putStackValueIfAbsent((String) property.getKey(), (String) property.getValue())) {
                continue;
            }
            OptionKey key = OptionSources.known((String) property.getKey(), path);
            if (key == OptionKey.CONFIG) {
                throw new OptionException("option config (" + path + ") cannot be set in the file it names: leave it out");
            }
            values.putIfAbsent(key, (String) property.getValue(), path);
        }
    }
}
