package org.wasmudf.integration.jar;

/** The JDK's class loader, and one class of the tests' own. */
final class OneClass extends ClassLoader {
  private final Class<?> visible;

  OneClass(Class<?> visible) {
    super(ClassLoader.getPlatformClassLoader());
    this.visible = visible;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.equals(visible.getName())) {
      return visible;
    }
    throw new ClassNotFoundException(name);
  }
}
