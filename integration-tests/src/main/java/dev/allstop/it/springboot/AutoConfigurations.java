package dev.allstop.it.springboot;

import java.util.Arrays;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/** Imports the auto-configurations of a starter, by the names that they have in one version or another. */
public abstract class AutoConfigurations implements DeferredImportSelector {

    private final String[] names;

    protected AutoConfigurations(String... names) {
        this.names = names;
    }

    @Override
    public final String[] selectImports(AnnotationMetadata importing) {
        return Arrays.stream(names)
                .filter(name -> ClassUtils.isPresent(name, AutoConfigurations.class.getClassLoader())).toArray(String[]::new);
    }
}
