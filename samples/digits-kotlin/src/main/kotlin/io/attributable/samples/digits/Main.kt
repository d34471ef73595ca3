package io.attributable.samples.digits

import java.nio.file.Path
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

/** Prints what the model reads in six digits, and why; the folder of the resources may be named. */
fun main(vararg arguments: String) {
    val resources = Path.of(arguments.firstOrNull() ?: "src/main/resources")
    val digits = ScannedDigits.read(resources.resolve("digits"))
    DigitsExplainer.load(resources.resolve("models/digits")).use { explainer ->
        runBlocking {
            var number = 0
            Inquiry(explainer)
                .stream(digits.images.exampleFlow(), on = Dispatchers.Default)
                .collect {
                    println(
                        "Digit ${number + 1} is a ${digits.labels[number++]}, read as a ${it.digit}:"
                    )
                    println(sketch(it.pixels))
                }
        }
    }
}
