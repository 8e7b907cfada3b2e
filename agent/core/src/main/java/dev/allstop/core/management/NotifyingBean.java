package dev.allstop.core.management;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bean that also tells what happens, sentence by sentence, to those who subscribed. Keeps the list of them itself
 * because the JDK's does not say whether it is empty, and nobody is to be watched for nobody.
 */
final class NotifyingBean extends DescribedBean implements NotificationEmitter {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyingBean.class);
    private static final MBeanNotificationInfo[] NOTIFICATIONS = {new MBeanNotificationInfo(
            Changes.TYPES.toArray(String[]::new), Notification.class.getName(), "What happens in the fleet, as a sentence")};

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Runnable watch;

    private record Subscription(NotificationListener listener, NotificationFilter filter, Object handback) {

        void take(Notification notification) {
            if (filter == null || filter.isNotificationEnabled(notification)) {
                listener.handleNotification(notification, handback);
            }
        }
    }

    /** @param watch called for every new subscription */
    <T> NotifyingBean(T implementation, Class<T> beanInterface, Runnable watch) {
        super(implementation, beanInterface, NOTIFICATIONS);
        this.watch = watch;
    }

    void send(Change change) {
        Notification notification = new Notification(change.type(), this, change.number(), change.at().toEpochMilli(),
                change.sentence());
        for (Subscription subscription : subscriptions) {
            try {
                subscription.take(notification);
            } catch (RuntimeException broken) {
                LOG.debug("a listener of the application failed", broken);
            }
        }
    }

    boolean isListenedTo() {
        return !subscriptions.isEmpty();
    }

    @Override
    public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
        subscriptions.add(new Subscription(Objects.requireNonNull(listener, "listener"), filter, handback));
        watch.run();
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        remove(subscription -> subscription.listener().equals(listener));
    }

    @Override
    public void removeNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback)
            throws ListenerNotFoundException {
        remove(new Subscription(listener, filter, handback)::equals);
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return NOTIFICATIONS.clone();
    }

    private void remove(Predicate<Subscription> which) throws ListenerNotFoundException {
        if (!subscriptions.removeIf(which)) {
            throw new ListenerNotFoundException("not subscribed");
        }
    }
}
