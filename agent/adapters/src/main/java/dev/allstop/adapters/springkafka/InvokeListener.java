package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Around {@code ListenerConsumer.doInvokeRecordListener(record, the rest of the poll)} and
 * {@code doInvokeBatchListener(records, list)}, which run the listener and the error handler. At a closed gate the call
 * is left out, and the consumer moved back to where it was, so that the same records come again after the resume.
 */
final class InvokeListener implements HookHandler {

    private final Servers servers;
    private final Uncommitted uncommitted;

    InvokeListener(Servers servers, Uncommitted uncommitted) {
        this.servers = servers;
        this.uncommitted = uncommitted;
    }

    private record Running(Object container, JobServer server, Run run) {
    }

    @Override
    public Object enter(Object consumer, Object[] arguments) throws Throwable {
        SpringKafkaLibrary library = SpringKafkaLibrary.of(consumer);
        Object container = library.serverOf(consumer);
        JobServer server = servers.find(container);
        if (server == null) {
            return null;
        }
        Object work = arguments[0];
        if (!server.gate().enter()) {
            giveBack(library, consumer, work instanceof Iterable<?> batch ? batch : withRest(work, arguments[1]));
            return HookHandler.skip(null);
        }
        try {
            return new Running(container, server, server.inFlight().start(new ByIdentity(work), work));
        } finally {
            server.gate().leave();
        }
    }

    @Override
    public void exit(Object token, Object consumer, Object returned, Throwable thrown) {
        Running running = (Running) token;
        // First: between the two the server would look drained.
        uncommitted.mark(running.container(), consumer);
        running.server().inFlight().end(running.run());
    }

    /** Takes the rest of the poll out of the library's loop, which ends with that. */
    private static List<Object> withRest(Object record, Object iterator) {
        List<Object> records = new ArrayList<>();
        records.add(record);
        ((Iterator<?>) iterator).forEachRemaining(records::add);
        return records;
    }

    private static void giveBack(SpringKafkaLibrary library, Object consumer, Iterable<?> records) throws Throwable {
        Map<Object, Object> firstOffsets = new LinkedHashMap<>();
        for (Object record : records) {
            firstOffsets.putIfAbsent(library.partitionOf(record), library.offset().invoke(record));
        }
        Object kafkaConsumer = library.kafkaConsumer().invoke(consumer);
        for (Map.Entry<Object, Object> first : firstOffsets.entrySet()) {
            library.seek().invoke(kafkaConsumer, first.getKey(), first.getValue());
        }
        Map<?, ?> unacked = (Map<?, ?>) library.unackedOffsets().invoke(consumer);
        if (unacked != null) {
            // The consumer's own lock, under which the application's threads acknowledge.
            synchronized (consumer) {
                forget(unacked, (Map<?, ?>) library.deferredAcks().invoke(consumer), firstOffsets);
            }
        }
    }

    /** The library would wait for the acknowledgement of these before it polls again. */
    private static void forget(Map<?, ?> unacked, Map<?, ?> deferred, Map<Object, Object> firstOffsets) {
        firstOffsets.forEach((partition, first) -> {
            List<?> offsets = (List<?>) unacked.get(partition);
            if (offsets != null) {
                offsets.removeIf(offset -> (long) offset >= (long) first);
                if (offsets.isEmpty()) {
                    unacked.remove(partition);
                    deferred.remove(partition);
                }
            }
        });
    }
}
