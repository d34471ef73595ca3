package demo;

/** @deprecated so that all who name it are warned */
@Deprecated(forRemoval = true)
class Old<T> {}
