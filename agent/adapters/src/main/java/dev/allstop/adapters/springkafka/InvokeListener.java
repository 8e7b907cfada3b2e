package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Servers;
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
final class InvokeListener extends Execution {

    private final Uncommitted uncommitted;

    InvokeListener(Servers servers, Uncommitted uncommitted) {
        super(servers, (consumer, arguments) -> SpringKafkaLibrary.BOUND.of(consumer).serverOf(consumer),
                (consumer, arguments) -> new ByIdentity(arguments[0]), Admission.GATED, null);
        this.uncommitted = uncommitted;
    }

    @Override
    protected void turnedAway(Object consumer, Object[] arguments) throws Throwable {
        giveBack(SpringKafkaLibrary.BOUND.of(consumer), consumer,
                arguments[0] instanceof Iterable<?> batch ? batch : withRest(arguments[0], arguments[1]));
    }

    @Override
    protected Object subject(Object consumer, Object[] arguments) {
        return arguments[0];
    }

    /** Before it is out of the list: between the two the server would look drained. */
    @Override
    protected void ended(Object consumer) throws Throwable {
        uncommitted.mark(SpringKafkaLibrary.BOUND.of(consumer).serverOf(consumer), consumer);
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
