package io.attributable.kotlin;

/** Stands for the library that Kotlin functions are written against. */
public final class AttributionScope {}
