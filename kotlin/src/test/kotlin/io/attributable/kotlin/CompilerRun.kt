package io.attributable.kotlin

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.nio.file.Path
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler

/**
 * Runs the Kotlin compiler on the class path of the tests, in their own JVM: its first run takes
 * several times as long as those after it. What kapt reaches for inside javac is opened to it by
 * the module's POM.
 *
 * @param folder takes what it writes
 */
internal class CompilerRun(private val folder: Path) {
    private val classPath = System.getProperty("java.class.path")

    /** What the compiler prints about a file. */
    fun messages(source: Path): List<String> = run(options() + "$source")

    /** What the compiler prints about a file with kapt, set up as documented. */
    fun messagesWithKapt(source: Path): List<String> = run(options() + kapt() + "$source")

    private fun run(arguments: List<String>): List<String> {
        val printed = ByteArrayOutputStream()
        PrintStream(printed).use { K2JVMCompiler().exec(it, *arguments.toTypedArray()) }
        return printed.toString().lines()
    }

    private fun options() =
        listOf("-no-stdlib", "-no-reflect", "-cp", classPath, "-d", "${folder.resolve("out")}")

    private fun kapt() =
        listOf("-Xplugin=${onClassPath("kotlin-annotation-processing-embeddable")}") +
            kapt("aptMode", "stubsAndApt") +
            kapt("mapDiagnosticLocations", "true") +
            listOf("sources", "classes", "stubs").flatMap { kapt(it, "${folder.resolve(it)}") } +
            classPath.split(File.pathSeparator).flatMap { kapt("apclasspath", it) }

    private fun kapt(option: String, value: String) =
        listOf("-P", "plugin:org.jetbrains.kotlin.kapt3:$option=$value")

    private fun onClassPath(artifact: String) =
        classPath.split(File.pathSeparator).single { File(it).name.startsWith(artifact) }
}
