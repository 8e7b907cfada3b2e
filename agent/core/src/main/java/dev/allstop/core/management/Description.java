package dev.allstop.core.management;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What JConsole shows as tooltip. For a plain MXBean the JDK shows nothing but {@code p0} and the method's name, and
 * does not look at any annotation of its own for it (seen on JDK 17 and 25); {@link DescribedBean} looks at this one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Description {

    /** One sentence. */
    String value();

    /** Place among the operations, smallest first: what is safe before what is not. */
    int order() default 0;

    /** Name of a parameter. */
    String name() default "";

    /** Whether the operation changes nothing. */
    boolean reads() default false;
}
