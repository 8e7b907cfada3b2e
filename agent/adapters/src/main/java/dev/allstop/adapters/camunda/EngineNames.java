package dev.allstop.adapters.camunda;

import static dev.allstop.core.adapter.Reach.getter;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.invoke.MethodHandle;

/**
 * Where executors are first of interest, and how they are called. Not in their constructor: an executor does nothing
 * before it is started, and learns of its engines only when they are complete, seconds later. So an executor is registered
 * by the engine that takes it, in the midst of being built, or else when it is started, as one that a container makes for
 * engines to come.
 */
final class EngineNames {

    private record Configuration(MethodHandle executor, MethodHandle engineName) {

        static Configuration bind(Class<?> type) throws UnsupportedShape {
            return new Configuration(getter(type, "jobExecutor"), getter(type, "processEngineName"));
        }
    }

    private final PerClass<Configuration> configurations = new PerClass<>(Configuration::bind);
    private final PerClass<MethodHandle> isActive = new PerClass<>(type -> Reach.method(type, "isActive", 0));
    private final WeakIdentityMap<String> names = new WeakIdentityMap<>();

    /** Around {@code ProcessEngineConfigurationImpl.initJobExecutor}, where an engine makes its executor, or finds one. */
    HookPoint atEngine(String kind, Servers servers) {
        return new HookPoint(CamundaAdapter.CONFIGURATION, "initJobExecutor", 0, new HookHandler() {
            @Override
            public Object enter(Object configuration, Object[] none) {
                return configuration;
            }

            @Override
            public void exit(Object token, Object configuration, Object returned, Throwable thrown) throws Throwable {
                Configuration members = configurations.of(configuration.getClass());
                Object executor = members.executor().invoke(configuration);
                if (executor != null) {
                    names.putIfAbsent(executor, (String) members.engineName().invoke(configuration));
                    servers.constructed(kind, executor);
                }
            }
        });
    }

    HookPoint atStart(String kind, Servers servers) {
        return new HookPoint(CamundaAdapter.EXECUTOR, "start", 0, new HookHandler() {
            @Override
            public Object enter(Object executor, Object[] none) {
                servers.constructed(kind, executor);
                servers.started(executor);
                return null;
            }
        });
    }

    /** For executors that are older than the attach of Allstop; a new one is not active in its constructor. */
    HookPoint atConstructor(String kind, Servers servers) {
        return new HookPoint(CamundaAdapter.EXECUTOR, HookPoint.CONSTRUCTOR, HookPoint.ANY, new HookHandler() {
            @Override
            public void exit(Object none, Object executor, Object returned, Throwable thrown) throws Throwable {
                if ((boolean) isActive.of(executor.getClass()).invoke(executor)) {
                    servers.constructed(kind, executor);
                }
            }
        });
    }

    /** Of the first engine that has this executor, null while there is none. */
    String of(Object executor) {
        return names.get(executor);
    }
}
