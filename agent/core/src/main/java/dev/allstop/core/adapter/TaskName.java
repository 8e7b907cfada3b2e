package dev.allstop.core.adapter;

/** Says which task it is that a pool runs, of which nobody knows more than the object. */
public final class TaskName {

    private TaskName() {
    }

    /**
     * What the task says of itself, or its class where it says nothing; and a number that tells it from others.
     *
     * @return {@code {job, id}}, for {@link ServerControl#describe}
     */
    public static String[] of(Object task) {
        String id = Integer.toHexString(System.identityHashCode(task));
        String text = String.valueOf(task);
        return new String[] {text.startsWith(task.getClass().getName() + "@") ? task.getClass().getTypeName() : text, id};
    }
}
