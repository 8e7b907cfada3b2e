package dev.allstop.core.management;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * An MXBean that tells JConsole what its operations, parameters and attributes mean, and in which order operations
 * are to be shown; the JDK's order is that of reflection, which is none. Needs no overloads: an operation is found by
 * its name alone.
 */
class DescribedBean extends StandardMBean {

    private final MBeanInfo sorted;

    /** @param notifications what the bean emits */
    <T> DescribedBean(T implementation, Class<T> beanInterface, MBeanNotificationInfo... notifications) {
        super(implementation, beanInterface, true);
        sorted = sorted(super.getMBeanInfo(), notifications);
    }

    @Override
    public final MBeanInfo getMBeanInfo() {
        return sorted;
    }

    @Override
    protected final String getDescription(MBeanInfo info) {
        return getMBeanInterface().getAnnotation(Description.class).value();
    }

    @Override
    protected final String getDescription(MBeanAttributeInfo attribute) {
        String prefix = attribute.isIs() ? "is" : "get";
        return description(prefix.concat(attribute.getName())).value();
    }

    @Override
    protected final String getDescription(MBeanOperationInfo operation) {
        return description(operation.getName()).value();
    }

    @Override
    protected final int getImpact(MBeanOperationInfo operation) {
        return description(operation.getName()).reads() ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }

    @Override
    protected final String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return parameter(operation.getName(), sequence).name();
    }

    @Override
    protected final String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return parameter(operation.getName(), sequence).value();
    }

    private MBeanInfo sorted(MBeanInfo info, MBeanNotificationInfo[] notifications) {
        MBeanOperationInfo[] operations = info.getOperations();
        Arrays.sort(operations, Comparator.comparingInt(operation -> description(operation.getName()).order()));
        MBeanAttributeInfo[] attributes = info.getAttributes();
        Arrays.sort(attributes, Comparator.comparing(MBeanFeatureInfo::getName));
        return new MBeanInfo(info.getClassName(), info.getDescription(), attributes, info.getConstructors(), operations,
                notifications, info.getDescriptor());
    }

    private Description description(String method) {
        return method(method).getAnnotation(Description.class);
    }

    private Description parameter(String method, int sequence) {
        return method(method).getParameters()[sequence].getAnnotation(Description.class);
    }

    private Method method(String name) {
        for (Method method : getMBeanInterface().getMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new IllegalArgumentException("no method " + name + " in " + getMBeanInterface());
    }
}
